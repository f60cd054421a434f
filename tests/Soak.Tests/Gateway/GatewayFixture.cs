using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HotPath.Soak.Gateway;
using HotPath.Soak.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HotPath.Soak.Tests.Gateway;

/// <summary>A gateway on a real socket, without Main.</summary>
internal sealed class GatewayFixture : WebApplicationFactory<GatewaySettings>
{
    private readonly GatewaySettings _settings;
    private readonly TimeProvider? _time;

    /// <param name="settings">What it simulates.</param>
    /// <param name="time">Its clock, by which nothing wakes up: only for answers that are due at once. Null: the machine's.</param>
    public GatewayFixture(GatewaySettings settings, TimeProvider? time = null)
    {
        _settings = settings;
        _time = time;
        UseKestrel(0);
        StartServer();

        // Or a client that leaves would read on for two seconds, to use the connection again.
        Client = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = ClientOptions.BaseAddress };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKeys.Default);
    }

    /// <summary>Answers at once, ten tokens.</summary>
    public static GatewaySettings Instant { get; } = new()
    {
        TimeToFirstToken = Distribution.Constant(0),
        InterTokenLatency = Distribution.Constant(0),
        Tokens = Distribution.Constant(10),
    };

    /// <summary>What the server logged from Warning up.</summary>
    public ConcurrentQueue<string> Warnings { get; } = new();

    /// <summary>With the key.</summary>
    public HttpClient Client { get; }

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    public static string Chat(string more = "") => $$"""{"model":"sim-small","messages":[{"role":"user","content":"Hello"}]{{more}}}""";

    public Task<HttpResponseMessage> PostAsync(string path, string body) =>
        Client.PostAsync(path, Json(body), TestContext.Current.CancellationToken);

    /// <summary>Returns when the head is there.</summary>
    public Task<HttpResponseMessage> OpenAsync(string body, CancellationToken cancellationToken) => Client.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = Json(body) },
        HttpCompletionOption.ResponseHeadersRead,
        cancellationToken);

    public async Task<JsonElement> StatsAsync() => await JsonOf(await Client.GetAsync("/stats", TestContext.Current.CancellationToken));

    /// <summary>Asks until the streams' figures are as they must become: a client's leaving takes a moment to be seen.</summary>
    public async Task<JsonElement> StatsWhenAsync(Func<JsonElement, bool> isThere)
    {
        while (true)
        {
            JsonElement stats = await StatsAsync();
            if (isThere(stats)) return stats;

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public static async Task<JsonElement> JsonOf(HttpResponseMessage response)
    {
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }

    protected override IHostBuilder CreateHostBuilder() => Host.CreateDefaultBuilder().ConfigureLogging(logging =>
    {
        logging.ClearProviders();
        logging.AddProvider(new WarningList(Warnings));
    }).ConfigureWebHostDefaults(web =>
    {
        web.ConfigureServices(services =>
        {
            services.AddSingleton(_settings);
            services.AddSingleton(new ApiKeys("sk-other"));
            if (_time is not null) services.AddSingleton(_time);
            GatewayApp.AddServices(services);
        });
        web.Configure(_time is null ? GatewayApp.Run : app => app.Run(app.ApplicationServices.GetRequiredService<GatewayRoutes>().InvokeAsync));
    });

    protected override void Dispose(bool disposing)
    {
        if (disposing) Client.Dispose();
        base.Dispose(disposing);
    }

    private sealed class WarningList(ConcurrentQueue<string> warnings) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) warnings.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
