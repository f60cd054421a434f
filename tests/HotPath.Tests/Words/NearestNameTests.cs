using HotPath.Analysis.Words;

namespace HotPath.Tests.Words;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("max_tokens", "maxTokens")]
    [InlineData("MaxTokens", "maxTokens")]
    [InlineData("fro", "for")]
    [InlineData("strem", "stream")]
    public void Of_ASlip_IsFound(string name, string meant)
    {
        Assert.Equal([meant], NearestName.Of(name, ["maxTokens", "for", "stream"], most: 1));
    }

    [Fact]
    public void Of_SeveralAsNear_AreAllFoundInOrder()
    {
        Assert.Equal(["p90", "p95"], NearestName.Of("p9x", ["p99", "p95", "mean", "p90"], most: 2));
    }

    [Fact]
    public void Of_SomethingElse_IsNotFound() => Assert.Empty(NearestName.Of("retry", ["maxTokens", "for", "stream"], most: 1));
}
