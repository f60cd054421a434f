using System.Text;
using HotPath.Soak.Gateway;
using HotPath.Soak.Gateway.Cache;

namespace HotPath.Soak.Tests.Gateway.Cache;

public sealed class RequestFingerprintTests
{
    private const string Plain = """{"model":"m","messages":[{"role":"user","content":"Hi"}],"seed":5}""";

    [Theory]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"seed":5,"user":"u1"}""")]
    [InlineData("""{"user":{"a":[1,{"b":2}]},"model":"m","messages":[{"role":"user","content":"Hi"}],"seed":5}""")]
    [InlineData("""{"model":"m","store":true,"messages":[{"role":"user","content":"Hi"}],"safety_identifier":"x","seed":5,"prompt_cache_key":"k"}""")]
    [InlineData("""{ "model":"m" , "messages":[{"role":"user","content":"Hi"}] , "seed":5 }""")] // between members
    public void Of_WhatDoesNotCount_IsTheSame(string body) => Assert.Equal(Of(Plain), Of(body));

    [Theory]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"seed":6}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("""{"model":"n","messages":[{"role":"user","content":"Hi"}],"seed":5}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi!"}],"seed":5}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"seed":5,"stream":true}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"seed":5,"max_tokens":9}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"see":"d5"}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"seed":5,"metadata":{"seed":"6"}}""")] // where the endpoints without a seed have it
    public void Of_WhatCounts_IsAnother(string body) => Assert.NotEqual(Of(Plain), Of(body));

    [Fact]
    public void Of_AnotherEndpoint_IsAnother() =>
        Assert.NotEqual(Of(Plain), RequestFingerprint.Of(GatewayRoute.Embeddings, Encoding.UTF8.GetBytes(Plain)));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"model":"m"} x""")]
    public void Of_NoJsonObject_IsNone(string body) => Assert.Null(Of(body));

    private static RequestFingerprint? Of(string body) => RequestFingerprint.Of(GatewayRoute.Chat, Encoding.UTF8.GetBytes(body));
}
