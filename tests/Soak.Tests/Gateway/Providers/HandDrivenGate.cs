using System.Text;
using HotPath.Soak.Gateway;
using HotPath.Soak.Gateway.Cache;
using HotPath.Soak.Scenarios;
using Microsoft.AspNetCore.Http;

namespace HotPath.Soak.Tests.Gateway.Providers;

/// <summary>The gate of a gateway whose clock is moved by hand, without a server. Its <c>gateway</c> part is JSON, as a scenario has it.</summary>
internal sealed class HandDrivenGate
{
    private readonly HandClock _clock = new();

    public HandDrivenGate(string gateway)
    {
        State = new GatewayState(SettingsOf(gateway), new ApiKeys(null), new TokenWheel(_clock));
    }

    public GatewayState State { get; }

    public long Now => State.Wheel.Now;

    public static GatewaySettings SettingsOf(string gateway)
    {
        GatewayReading reading = ScenarioReader.ReadGateway(Encoding.UTF8.GetBytes(gateway), "gateway");
        Assert.Empty(reading.Problems);
        return reading.Settings!;
    }

    public void Turn(int milliseconds)
    {
        for (int tick = 0; tick < milliseconds; tick++)
        {
            _clock.Move(TokenWheel.TickNanoseconds);
            State.Wheel.Turn();
        }
    }

    /// <param name="seed">Of the request; with the model all that tells it from another.</param>
    /// <param name="prompt">Tokens of the prompt.</param>
    /// <param name="most">The request's cap.</param>
    public HandDrivenPassage Pass(long seed = 1, string model = "m", bool streams = true, int prompt = 1, int? most = null, params string[] headers)
    {
        CancellationTokenSource client = new();
        DefaultHttpContext context = new() { RequestAborted = client.Token };
        context.Request.Headers.Authorization = $"Bearer {ApiKeys.Default}";
        foreach (string header in headers) context.Request.Headers[header.Split(": ")[0]] = header.Split(": ")[1];
        context.Features.Set(new RequestFingerprint((UInt128)seed, (UInt128)(streams ? 1 : 0)));
        AskedFor asked = new(GatewayRoute.Chat, ModelName.Of(Encoding.UTF8.GetBytes(model)), seed) { Streams = streams, PromptTokens = prompt, MaxTokens = most };
        return new HandDrivenPassage(context, client, State.Gate.PassAsync(context, asked, Now).AsTask());
    }

    /// <summary>Passes and answers so many requests, one after the other.</summary>
    /// <returns>Who served each.</returns>
    public async Task<string[]> ServeAsync(int requests, params string[] headers)
    {
        string[] providers = new string[requests];
        for (int request = 0; request < requests; request++)
        {
            HandDrivenPassage passage = Pass(seed: request, headers: headers);
            await passage.EndAsync();
            providers[request] = passage["X-Upstream-Provider"];
        }

        return providers;
    }

    /// <summary>Turns the wheel until a passage is decided: its continuations run on other threads.</summary>
    public async Task<Passage> DriveAsync(HandDrivenPassage passage)
    {
        while (!passage.Task.IsCompleted)
        {
            Turn(1);
            await Task.Yield();
        }

        return await passage.Task;
    }
}

/// <summary>One request at the gate.</summary>
internal sealed class HandDrivenPassage(HttpContext context, CancellationTokenSource client, Task<Passage> task)
{
    public Task<Passage> Task => task;

    public bool WasEnded { get; private set; }

    public string this[string header] => context.Response.Headers[header].ToString();

    /// <summary>The client does.</summary>
    public Task LeaveAsync() => client.CancelAsync();

    /// <summary>Its answer is over.</summary>
    public async Task EndAsync(ServingEnd end = ServingEnd.Completed, int tokens = 7)
    {
        WasEnded = true;
        (await task).Serving.Watch!.Over(end, tokens);
    }
}
