using System.Text;
using HotPath.Soak.Gateway;
using HotPath.Soak.Scenarios;
using Microsoft.Extensions.DependencyInjection;

namespace HotPath.Soak.Tests.Gateway;

public sealed class PacingTests
{
    private const long Millisecond = 1_000_000;

    [Fact]
    public async Task Post_ConstantGaps_NoTokenIsEarly()
    {
        using GatewayFixture gateway = Paced();
        TokenWheel wheel = gateway.Services.GetRequiredService<GatewayState>().Wheel;
        long sentAt = wheel.Now;
        using HttpResponseMessage response = await gateway.OpenAsync(GatewayFixture.Chat(",\"stream\":true"), TestContext.Current.CancellationToken);
        await using Stream body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);

        int events = 0;
        byte[] part = new byte[4_096];
        while (await body.ReadAsync(part, TestContext.Current.CancellationToken) is int read and > 0)
        {
            long elapsed = wheel.Now - sentAt;
            events += Encoding.UTF8.GetString(part, 0, read).Split("data: ").Length - 1;

            int tokens = Math.Clamp(events - 1, 0, 10); // without the role, finish and end
            long dueAt = tokens == 0 ? 0 : (50 + (10 * (tokens - 1))) * Millisecond;
            Assert.True(elapsed >= dueAt, $"{tokens} tokens were there after {elapsed / 1e6} ms.");
        }

        Assert.Equal(13, events);
    }

    [Fact]
    public async Task Post_NotStreamed_TakesAsLongAsTheStream()
    {
        using GatewayFixture gateway = Paced();
        TokenWheel wheel = gateway.Services.GetRequiredService<GatewayState>().Wheel;
        long sentAt = wheel.Now;

        (await gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat())).EnsureSuccessStatusCode();

        Assert.True(wheel.Now - sentAt >= 140 * Millisecond);
    }

    private static GatewayFixture Paced() => new(new GatewaySettings
    {
        TimeToFirstToken = Distribution.Constant(50 * Millisecond),
        InterTokenLatency = Distribution.Constant(10 * Millisecond),
        Tokens = Distribution.Constant(10),
    });
}
