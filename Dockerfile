# The emulator of RAM and STS: docker build -t alicloud-emulator . && docker run -p 8080:8080 alicloud-emulator
FROM python:3.13-slim
COPY . /source
RUN pip install --no-cache-dir '/source[emulator]' && rm -r /source && useradd --create-home emulator
USER emulator
WORKDIR /home/emulator
EXPOSE 8080
HEALTHCHECK --interval=5s --start-period=5s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/_emulator/health')"]
ENTRYPOINT ["python", "-m", "alicloud.emulator", "--host", "0.0.0.0", "--port", "8080"]
