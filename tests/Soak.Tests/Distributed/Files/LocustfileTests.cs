using HotPath.Soak.Distributed.Files;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Distributed.Files;

public sealed class LocustfileTests
{
    [Theory]
    [InlineData("support-chat", "SupportChat")]
    [InlineData("streaming soak 24h", "StreamingSoak24h")]
    [InlineData("24h", "HotPath24h")]
    [InlineData("überlast", "Berlast")]
    [InlineData("--", "HotPath")]
    [InlineData("user", "HotPathUser")] // what it stands on has that name
    [InlineData("none", "HotPathNone")]
    public void ClassOf_AnyName_IsAnIdentifierOfItsOwn(string scenario, string expected) => Assert.Equal(expected, Locustfile.ClassOf(scenario));

    [Fact]
    public void Of_NameWithQuotesAndLines_StaysWithinItsText()
    {
        string text = Locustfile.Of(new Scenario { Name = "a\"\"\"\nimport os\\", Workload = [] }, "x\r\ny.json");

        Assert.StartsWith("\"\"\"The master's side of a HotPath test: a____import os_.\n", text, StringComparison.Ordinal);
        Assert.Contains("--scenario x__y.json --target", text, StringComparison.Ordinal);
        Assert.DoesNotContain('@' + "CLASS", text, StringComparison.Ordinal);
    }
}
