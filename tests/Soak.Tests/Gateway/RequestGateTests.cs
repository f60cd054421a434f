using HotPath.Soak.Gateway;
using HotPath.Soak.Scenarios;
using Microsoft.AspNetCore.Http;

namespace HotPath.Soak.Tests.Gateway;

public sealed class RequestGateTests
{
    /// <summary>Whoever has no tenants, models or limits pays nothing for them.</summary>
    [Fact]
    public async Task Pass_WithoutPolicies_AllocatesNothing()
    {
        const int WarmUp = 100;
        const int Requests = 1_000;
        GatewayState state = new(new GatewaySettings(), new ApiKeys(null), new TokenWheel(new HandClock()));
        DefaultHttpContext context = new();
        context.Request.Headers.Authorization = $"Bearer {ApiKeys.Default}";
        AskedFor asked = new(GatewayRoute.Chat, ModelName.Of("m"u8), Seed: 1) { PromptTokens = 3, MaxTokens = 5 };
        int served = 0;

        long before = 0;
        for (int request = 0; request < WarmUp + Requests; request++)
        {
            if (request == WarmUp) before = GC.GetAllocatedBytesForCurrentThread(); // nothing here waits, so it stays on its thread
            RequestId.Answer(context, state.Admissions.HasPolicy);
            OpenAiError? refusal = state.Admissions.Refuse(context.Request.Headers);
            Passage passage = await state.Gate.PassAsync(context, asked, arrivedAt: 0);
            if (refusal is null && passage.Refusal is null && passage.Serving.Watch is null) served++;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((WarmUp + Requests, 0L), (served, allocated));
        Assert.Empty(context.Response.Headers);
    }
}
