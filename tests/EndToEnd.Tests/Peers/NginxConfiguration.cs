namespace HotPath.EndToEnd.Tests.Peers;

/// <summary>The text of a configuration that proxies streams: nothing buffered, connections to the upstream kept.</summary>
internal static class NginxConfiguration
{
    public const string PidFile = "nginx.pid";
    public const string ErrorLog = "error.log";
    public const string AccessLog = "access.log";
    public const string TempFolder = "temp";

    /// <summary>All paths are relative, so all files land in the folder that nginx is given as its prefix.</summary>
    public static string Write(int port, int upstreamPort, int workers) =>
        $$"""
        {{UserLine()}}
        daemon off;
        worker_processes {{workers}};
        pid {{PidFile}};
        error_log {{ErrorLog}} warn;
        events { worker_connections 4096; }
        http {
          access_log {{AccessLog}};
          client_body_temp_path {{TempFolder}}/body;
          proxy_temp_path {{TempFolder}}/proxy;
          fastcgi_temp_path {{TempFolder}}/fastcgi;
          uwsgi_temp_path {{TempFolder}}/uwsgi;
          scgi_temp_path {{TempFolder}}/scgi;
          upstream target {
            server 127.0.0.1:{{upstreamPort}};
            keepalive 128;
          }
          server {
            listen 127.0.0.1:{{port}};
            location / {
              proxy_pass http://target;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_buffering off;
            }
          }
        }

        """;

    // A worker of a root nginx becomes nobody, who may not enter a temporary folder of root's.
    private static string UserLine() => Environment.IsPrivilegedProcess ? "user root root;" : "";
}
