// What the samples use of the official SDKs, which cannot be fetched where these tests run. Nothing is
// sent: a call gives what it would send. The classes of the services are generated behind these.

using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace Stubs
{
    public static class Call
    {
        public static Dictionary<string, object> Of(
            string action, string version, string scheme, string host, bool signed, Dictionary<string, string> sent)
        {
            return new Dictionary<string, object>
            {
                ["action"] = action,
                ["version"] = version,
                ["scheme"] = scheme,
                ["host"] = host,
                ["signed"] = signed,
                ["parameters"] = sent,
            };
        }

        public static Dictionary<string, string> Parameters(object request)
        {
            return Given(request).ToDictionary(one => one.Key, one => one.Value as string ?? Json(one.Value));
        }

        private static Dictionary<string, object> Given(object made)
        {
            return made.GetType().GetProperties()
                .Where(one => one.DeclaringType == made.GetType() && one.GetValue(made) != null)
                .ToDictionary(one => one.Name, one => one.GetValue(made));
        }

        public static string Json(object value)
        {
            if (value == null)
            {
                return "null";
            }
            var text = value as string;
            var pairs = value as IDictionary;
            var items = value as IEnumerable;
            if (text != null)
            {
                return "\"" + string.Concat(text.Select(Escaped)) + "\"";
            }
            if (pairs != null)
            {
                return "{" + string.Join(",", pairs.Keys.Cast<object>().Select(one => Json(one) + ":" + Json(pairs[one]))) + "}";
            }
            if (items != null)
            {
                return "[" + string.Join(",", items.Cast<object>().Select(Json)) + "]";
            }
            return value is bool ? value.ToString().ToLowerInvariant() : value is IConvertible ? Number(value) : Json(Given(value));
        }

        private static string Number(object value)
        {
            return ((IConvertible)value).ToString(CultureInfo.InvariantCulture);
        }

        private static string Escaped(char one)
        {
            return one < ' ' || one > '~' || one == '"' || one == '\\' ? "\\u" + ((int)one).ToString("x4") : one.ToString();
        }
    }
}

namespace Newtonsoft.Json
{
    public enum Formatting { None, Indented }

    public static class JsonConvert
    {
        public static string SerializeObject(object value, Formatting formatting)
        {
            return Stubs.Call.Json(value);
        }
    }
}

namespace Tea
{
    public class TeaException : Exception
    {
        public string Code { get; set; }
    }

    public class TeaModel
    {
        public Dictionary<string, object> Call;

        public Dictionary<string, object> ToMap()
        {
            return Call;
        }
    }
}

namespace Aliyun.Credentials
{
    public class Client { }
}

namespace AlibabaCloud.TeaUtil.Models
{
    public class RuntimeOptions { }
}

namespace AlibabaCloud.OpenApiClient.Models
{
    public class Config
    {
        public Aliyun.Credentials.Client Credential { get; set; }
        public string Protocol { get; set; }
        public string Endpoint { get; set; }
    }

    public class Params
    {
        public string Action { get; set; }
        public string Version { get; set; }
        public string Protocol { get; set; }
        public string Pathname { get; set; }
        public string Method { get; set; }
        public string AuthType { get; set; }
        public string Style { get; set; }
        public string ReqBodyType { get; set; }
        public string BodyType { get; set; }
    }

    public class OpenApiRequest
    {
        public Dictionary<string, string> Headers { get; set; }
        public Dictionary<string, string> Query { get; set; }
        public System.IO.Stream Stream { get; set; }
        public object Body { get; set; }
    }
}

namespace AlibabaCloud.OpenApiClient
{
    using AlibabaCloud.OpenApiClient.Models;
    using AlibabaCloud.TeaUtil.Models;

    public class Client
    {
        private readonly Config config;

        public Client(Config config)
        {
            this.config = config;
        }

        public Dictionary<string, object> CallApi(Params parameters, OpenApiRequest request, RuntimeOptions runtime)
        {
            if ((parameters.AuthType == "Anonymous") != (config.Credential == null))
            {
                throw new ArgumentException("a credential, and AuthType, disagree");
            }
            var sent = new Dictionary<string, string>(request.Query ?? new Dictionary<string, string>());
            var form = parameters.ReqBodyType == "formData" ? (Dictionary<string, string>)request.Body : null;
            foreach (var one in form ?? new Dictionary<string, string>())
            {
                sent[one.Key] = one.Value;
            }
            var call = Call(parameters.Action, parameters.Version, sent);
            call["http"] = Http(parameters, request);
            if (parameters.BodyType != "binary")
            {
                return call;
            }
            var printed = new MemoryStream(Encoding.UTF8.GetBytes(Stubs.Call.Json(call)));
            return new Dictionary<string, object> { ["body"] = printed };
        }

        private static Dictionary<string, object> Http(Params parameters, OpenApiRequest request)
        {
            return new Dictionary<string, object>
            {
                ["method"] = parameters.Method,
                ["path"] = parameters.Pathname,
                ["query"] = request.Query ?? new Dictionary<string, string>(),
                ["headers"] = request.Headers ?? new Dictionary<string, string>(),
                ["sends"] = parameters.ReqBodyType,
                ["body"] = request.Stream == null ? request.Body : Base64(request.Stream),
            };
        }

        private static string Base64(Stream stream)
        {
            var held = new MemoryStream();
            stream.CopyTo(held);
            return Convert.ToBase64String(held.ToArray());
        }

        protected Tea.TeaModel Call(string action, string version, object request)
        {
            return new Tea.TeaModel { Call = Call(action, version, Stubs.Call.Parameters(request)) };
        }

        private Dictionary<string, object> Call(string action, string version, Dictionary<string, string> sent)
        {
            var scheme = config.Protocol ?? "https";
            return Stubs.Call.Of(action, version, scheme, config.Endpoint, config.Credential != null, sent);
        }
    }
}

namespace Aliyun.Acs.Core.Http
{
    public enum ProtocolType { HTTP, HTTPS }

    public enum MethodType { GET, POST }

    public class HttpResponse
    {
        public byte[] Content { get; set; }
    }
}

namespace Aliyun.Acs.Core.Exceptions
{
    public class ClientException : Exception
    {
        public string ErrorCode { get; set; }
        public string ErrorMessage { get; set; }
        public string RequestId { get; set; }
    }
}

namespace Aliyun.Acs.Core.Profile
{
    public interface IClientProfile
    {
        Dictionary<string, string> Hosts { get; }
    }

    public class DefaultProfile : IClientProfile
    {
        public Dictionary<string, string> Hosts { get; } = new Dictionary<string, string>();

        public static DefaultProfile GetProfile(string regionId, string accessKeyId, string secret)
        {
            return new DefaultProfile();
        }

        public void AddEndpoint(string endpointName, string regionId, string product, string domain)
        {
            Hosts[product] = domain;
        }
    }
}

namespace Aliyun.Acs.Core
{
    using Aliyun.Acs.Core.Http;
    using Aliyun.Acs.Core.Profile;

    public abstract class AcsRequest<T>
    {
        public readonly string Product;
        public readonly string Version;
        public readonly string Action;

        protected AcsRequest(string product, string version, string action)
        {
            Product = product;
            Version = version;
            Action = action;
        }

        public ProtocolType? Protocol { get; set; }
    }

    public class AcsResponse
    {
        public HttpResponse HttpResponse { get; set; }
    }

    public class CommonResponse
    {
        public string Data { get; set; }
    }

    public class CommonRequest
    {
        public Dictionary<string, string> Sent = new Dictionary<string, string>();
        public MethodType? Method { get; set; }
        public ProtocolType Protocol { get; set; }
        public string Domain { get; set; }
        public string Version { get; set; }
        public string Action { get; set; }

        public void AddQueryParameters(string name, string value)
        {
            Sent[name] = value;
        }

        public void AddBodyParameters(string name, string value)
        {
            Sent[name] = value;
        }
    }

    public class DefaultAcsClient
    {
        private readonly IClientProfile profile;

        public DefaultAcsClient(IClientProfile profile)
        {
            this.profile = profile;
        }

        public T GetAcsResponse<T>(AcsRequest<T> request) where T : AcsResponse, new()
        {
            var scheme = request.Protocol.ToString().ToLowerInvariant();
            var sent = Stubs.Call.Parameters(request);
            var host = profile.Hosts[request.Product];
            var call = Stubs.Call.Of(request.Action, request.Version, scheme, host, true, sent);
            return new T { HttpResponse = new HttpResponse { Content = Encoding.UTF8.GetBytes(Stubs.Call.Json(call)) } };
        }

        public CommonResponse GetCommonResponse(CommonRequest request)
        {
            var scheme = request.Protocol.ToString().ToLowerInvariant();
            var call = Stubs.Call.Of(request.Action, request.Version, scheme, request.Domain, true, request.Sent);
            return new CommonResponse { Data = Stubs.Call.Json(call) };
        }
    }
}
