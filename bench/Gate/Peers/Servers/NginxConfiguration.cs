namespace HotPath.Gate.Peers.Servers;

/// <summary>The text of a configuration that serves static answers, one worker, to whatever is posted.</summary>
internal static class NginxConfiguration
{
    public const string StreamFile = "stream.sse";
    public const string StallLog = "stall.log";
    public const string ErrorLog = "error.log";
    public const string TempFolder = "temp";

    private const int Backlog = 4096; // of connections while the worker stands still: one that is refused comes again after a second, and would be the tool's own stall

    /// <summary>All paths but that of the streamed file are relative, so all files land in the folder that nginx is given as its prefix.</summary>
    public static string Write(NginxPorts ports, string folder) =>
        $$"""
        {{UserLine()}}
        daemon off;
        worker_processes 1;
        worker_rlimit_nofile 20000;
        pid nginx.pid;
        error_log {{ErrorLog}} crit;
        events { worker_connections 16384; }
        http {
          access_log off;
          log_format moment '$msec';
          keepalive_requests 1000000000;
          http2_max_concurrent_streams 1024;
          client_body_temp_path {{TempFolder}}/body;
          proxy_temp_path {{TempFolder}}/proxy;
          fastcgi_temp_path {{TempFolder}}/fastcgi;
          uwsgi_temp_path {{TempFolder}}/uwsgi;
          scgi_temp_path {{TempFolder}}/scgi;
          server {
            listen 127.0.0.1:{{ports.Http1}} backlog={{Backlog}};
            listen 127.0.0.1:{{ports.Http2}} http2 backlog={{Backlog}};
            listen 127.0.0.1:{{ports.Tls1}} ssl backlog={{Backlog}};
            listen 127.0.0.1:{{ports.Tls2}} ssl http2 backlog={{Backlog}};
            ssl_certificate {{ServerCertificate.CertificateFile}};
            ssl_certificate_key {{ServerCertificate.KeyFile}};
            ssl_protocols TLSv1.3;
            ssl_conf_command Ciphersuites TLS_AES_256_GCM_SHA384; # one cipher for all: what it costs is a part of the figures
            location = /small/v1/chat/completions {
              default_type application/json;
              return 200 '{{StaticAnswers.Small}}';
            }
            location = /stall/v1/chat/completions {
              access_log {{StallLog}} moment;
              default_type application/json;
              return 200 '{{StaticAnswers.Small}}';
            }
            location = /stream/v1/chat/completions {
              error_page 405 =200 /{{StreamFile}}; # a file answers no POST; what is given instead of the refusal is the file
              alias {{folder}}/{{StreamFile}};
            }
            location = /{{StreamFile}} {
              root {{folder}};
              default_type text/event-stream;
              types {}
            }
          }
          server {
            listen 127.0.0.1:{{ports.Status}};
            location = / { stub_status; }
          }
        }

        """;

    /// <summary>A worker of a root nginx becomes nobody, who may not enter a temporary folder of root's.</summary>
    private static string UserLine() => Environment.IsPrivilegedProcess ? "user root root;" : "";
}
