<?php

// What the samples use of the official SDKs, which cannot be fetched where these tests run. Nothing is
// sent: a call gives what it would send. The classes of the services are generated behind these.

namespace Stubs {
    abstract class Model
    {
        /** Name in PHP => [name on the wire, type]. */
        protected const PROPERTIES = [];

        public array $values = [];

        public function __construct(array $values = [])
        {
            foreach ($values as $name => $value) {
                [$wire, $type] = static::PROPERTIES[$name]
                    ?? throw new \Error(static::class . " has no property $name");
                foreach (is_array($value) && $type !== 'array' ? $value : [$value] as $one) {
                    if ($type !== 'mixed' && $type !== get_debug_type($one)) {
                        throw new \Error(static::class . "::$name is no " . get_debug_type($one));
                    }
                }
                $this->values[$wire] = $value;
            }
        }
    }

    /** Bytes that are read once, as of a body. */
    final class Stream
    {
        public function __construct(private string $bytes)
        {
        }

        public function getContents(): string
        {
            return $this->bytes;
        }
    }

    final class Result
    {
        public function __construct(private array $call)
        {
        }

        public function toArray(): array
        {
            return $this->call;
        }
    }

    /** Methods that exist only as they are written here: PHP itself ignores their case. */
    trait ExactMethods
    {
        private function known(string $name, array $methods): void
        {
            in_array($name, $methods, true) || throw new \Error(static::class . " has no $name()");
        }
    }

    function text(mixed $value): string
    {
        return match (get_debug_type($value)) {
            'bool' => $value ? 'true' : 'false',
            'array' => json_encode(array_map(fn ($one) => $one->values ?? $one, $value)),
            default => (string) $value,
        };
    }
}

namespace GuzzleHttp\Psr7 {
    class Utils
    {
        public static function streamFor(mixed $resource): \Stubs\Stream
        {
            return new \Stubs\Stream(is_string($resource) ? $resource : stream_get_contents($resource));
        }
    }
}

namespace AlibabaCloud\Credentials {
    class Credential
    {
    }
}

namespace AlibabaCloud\Dara\Exception {
    class DaraException extends \Exception
    {
    }
}

namespace AlibabaCloud\Dara\Models {
    class RuntimeOptions extends \Stubs\Model
    {
    }
}

namespace Darabonba\OpenApi\Models {
    class Config extends \Stubs\Model
    {
        protected const PROPERTIES = [
            'credential' => ['credential', 'AlibabaCloud\Credentials\Credential'],
            'protocol' => ['protocol', 'string'],
            'endpoint' => ['endpoint', 'string'],
        ];
    }

    class OpenApiRequest extends \Stubs\Model
    {
        protected const PROPERTIES = [
            'headers' => ['headers', 'array'],
            'query' => ['query', 'array'],
            'body' => ['body', 'mixed'],
            'stream' => ['stream', 'Stubs\Stream'],
        ];
    }

    class Params extends \Stubs\Model
    {
        protected const PROPERTIES = [
            'action' => ['action', 'string'],
            'version' => ['version', 'string'],
            'protocol' => ['protocol', 'string'],
            'pathname' => ['pathname', 'string'],
            'method' => ['method', 'string'],
            'authType' => ['authType', 'string'],
            'style' => ['style', 'string'],
            'reqBodyType' => ['reqBodyType', 'string'],
            'bodyType' => ['bodyType', 'string'],
        ];
    }
}

namespace Darabonba\OpenApi {
    use AlibabaCloud\Dara\Models\RuntimeOptions;
    use Darabonba\OpenApi\Models\Config;
    use Darabonba\OpenApi\Models\OpenApiRequest;
    use Darabonba\OpenApi\Models\Params;

    class OpenApiClient
    {
        use \Stubs\ExactMethods;

        protected const VERSION = '';
        /** Method => [action, class of its request or none]. */
        protected const METHODS = [];

        public function __construct(private Config $config)
        {
        }

        public function callApi(Params $params, OpenApiRequest $request, RuntimeOptions $runtime): array
        {
            $anonymous = $params->values['authType'] === 'Anonymous';
            if ($anonymous === isset($this->config->values['credential'])) {
                throw new \Error('a credential, and authType, disagree');
            }
            $form = $params->values['reqBodyType'] === 'formData' ? $request->values['body'] ?? [] : [];
            $sent = array_merge($request->values['query'] ?? [], $form);
            $call = $this->sent($params->values['action'], $params->values['version'], $sent);
            $call['http'] = $this->http($params, $request);
            return $params->values['bodyType'] === 'binary' ? ['body' => new \Stubs\Stream(json_encode($call))] : $call;
        }

        public function __call(string $name, array $arguments): \Stubs\Result
        {
            $this->known($name, array_keys(static::METHODS));
            [$action, $class] = static::METHODS[$name];
            if (array_map('get_debug_type', $arguments) !== ($class ? [$class] : [])) {
                throw new \Error("$name() takes other arguments");
            }
            $values = $arguments ? $arguments[0]->values : [];
            return new \Stubs\Result($this->sent($action, static::VERSION, $values));
        }

        private function http(Params $params, OpenApiRequest $request): array
        {
            $stream = $request->values['stream'] ?? null;
            return [
                'method' => $params->values['method'],
                'path' => $params->values['pathname'],
                'query' => (object) ($request->values['query'] ?? []),
                'headers' => (object) ($request->values['headers'] ?? []),
                'sends' => $params->values['reqBodyType'],
                'body' => $stream ? base64_encode($stream->getContents()) : $request->values['body'] ?? null,
            ];
        }

        private function sent(string $action, string $version, array $values): array
        {
            return [
                'action' => $action,
                'version' => $version,
                'scheme' => $this->config->values['protocol'] ?? 'https',
                'host' => $this->config->values['endpoint'],
                'signed' => isset($this->config->values['credential']),
                'parameters' => (object) array_map('Stubs\text', $values),
            ];
        }
    }
}

namespace AlibabaCloud\Client\Exception {
    class ClientException extends \Exception
    {
    }

    class ServerException extends ClientException
    {
    }
}

namespace AlibabaCloud\Client {
    class AlibabaCloud
    {
        use \Stubs\ExactMethods;

        private const SETTERS = ['product', 'version', 'action', 'method', 'scheme', 'host', 'options'];

        private array $set = [];

        public static function accessKeyClient(string $id, string $secret): object
        {
            return new class {
                public function regionId(string $region): static
                {
                    return $this;
                }

                public function asDefaultClient(): static
                {
                    return $this;
                }
            };
        }

        public static function rpc(): self
        {
            return new self();
        }

        public function __call(string $name, array $arguments): static
        {
            $this->known($name, self::SETTERS);
            [$this->set[$name]] = $arguments;
            return $this;
        }

        public function request(): \Stubs\Result
        {
            $options = $this->set['options'] ?? [];
            if ($this->set['method'] !== 'POST' || array_diff_key($options, ['query' => 0, 'form_params' => 0])) {
                throw new \Error('another method, or unknown options');
            }
            return new \Stubs\Result([
                'action' => $this->set['action'],
                'version' => $this->set['version'],
                'scheme' => $this->set['scheme'],
                'host' => $this->set['host'],
                'signed' => true,
                'parameters' => (object) array_merge($options['query'] ?? [], $options['form_params'] ?? []),
            ]);
        }
    }
}
