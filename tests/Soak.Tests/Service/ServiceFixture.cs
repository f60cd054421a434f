using HotPath.Soak.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HotPath.Soak.Tests.Service;

/// <summary>The service on a real socket, without Main, writing its results into a folder of its own.</summary>
internal sealed class ServiceFixture : WebApplicationFactory<RunStatus>
{
    public ServiceFixture()
    {
        UseKestrel(0);
        StartServer();
        Client = new HttpClient { BaseAddress = ClientOptions.BaseAddress };
    }

    public HttpClient Client { get; }

    public string Results { get; } = Directory.CreateTempSubdirectory("hotpath-service-tests-").FullName;

    protected override IHostBuilder CreateHostBuilder() => Host.CreateDefaultBuilder()
        .ConfigureLogging(logging => logging.ClearProviders())
        .ConfigureWebHostDefaults(web =>
        {
            web.ConfigureServices(services => ServiceApp.AddServices(services, Results));
            web.Configure(app =>
            {
                app.UseRouting();
                app.UseEndpoints(ServiceApp.Map);
            });
        });

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing || !Directory.Exists(Results)) return; // the factory disposes itself twice

        Client.Dispose();
        Directory.Delete(Results, recursive: true);
    }
}
