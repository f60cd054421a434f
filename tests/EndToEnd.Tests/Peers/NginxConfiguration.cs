namespace HotPath.EndToEnd.Tests.Peers;

/// <summary>The text of a configuration: by itself one that proxies streams, nothing buffered, connections to the upstream kept.</summary>
internal static class NginxConfiguration
{
    public const string ErrorLog = "error.log";
    public const string AccessLog = "access.log";
    public const string TempFolder = "temp";

    /// <summary>The upstream, as directives name it; connections to it are kept.</summary>
    public const string Upstream = "target";

    /// <summary>All paths are relative, so all files land in the folder that nginx is given as its prefix.</summary>
    /// <param name="policy">What stands in the http block in place of the server that only proxies; null: that server.</param>
    public static string Write(ProxyOptions options, int port, string pidFile, string? policy) =>
        $$"""
        {{UserLine()}}
        daemon off;
        worker_processes {{options.Workers}};
        pid {{pidFile}};
        error_log {{ErrorLog}} warn;
        events { worker_connections 4096; }
        http {
          log_format requests '{{NginxRequest.LogFormat}}';
          access_log {{AccessLog}} requests;
          client_body_temp_path {{TempFolder}}/body;
          proxy_temp_path {{TempFolder}}/proxy;
          fastcgi_temp_path {{TempFolder}}/fastcgi;
          uwsgi_temp_path {{TempFolder}}/uwsgi;
          scgi_temp_path {{TempFolder}}/scgi;
          upstream {{Upstream}} {
            server 127.0.0.1:{{options.UpstreamPort}};
            keepalive 128;
          }
        {{policy ?? ServerOf(options, port)}}
        }

        """;

    private static string ServerOf(ProxyOptions options, int port) =>
        $$"""
          server {
            listen 127.0.0.1:{{port}}{{(options.Certificate is null ? "" : " ssl")}}{{(options.Http2 ? " http2" : "")}};
            {{TlsLines(options)}}
            location / {
              proxy_pass http://{{Upstream}};
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_buffering off;
            }
          }
        """;

    // Shared, so that a session can be resumed at whichever worker. Before 1.23.4 nginx has no TLS 1.3 unless told.
    private static string TlsLines(ProxyOptions options) => options.Certificate is null
        ? ""
        : $"ssl_certificate {ProxyCertificate.CertificateFile}; ssl_certificate_key {ProxyCertificate.KeyFile}; "
            + "ssl_protocols TLSv1.2 TLSv1.3; ssl_session_cache shared:sessions:1m;";

    // A worker of a root nginx becomes nobody, who may not enter a temporary folder of root's.
    private static string UserLine() => Environment.IsPrivilegedProcess ? "user root root;" : "";
}
