using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Scenarios;

public sealed class FaultWindowTests
{
    [Theory]
    [InlineData(0, 0, 0, 0, true)] // none given: always
    [InlineData(5, 0, 0, 0, true)]
    [InlineData(5, 2, 0, 4.999, false)]
    [InlineData(5, 2, 0, 5, true)]
    [InlineData(5, 2, 0, 6.999, true)]
    [InlineData(5, 2, 0, 7, false)]
    [InlineData(5, 2, 0, 1_000, false)]
    [InlineData(5, 2, 10, 3, false)]
    [InlineData(5, 2, 10, 15, true)]
    [InlineData(5, 2, 10, 17, false)]
    [InlineData(5, 2, 10, 1_006, true)]
    public void IsOn_Moment_IsOnWithinTheStretchesOnly(double at, double lasts, double every, double moment, bool isOn)
    {
        FaultWindow window = new(TimeSpan.FromSeconds(at), TimeSpan.FromSeconds(lasts), TimeSpan.FromSeconds(every));

        Assert.Equal(isOn, window.IsOn(TimeSpan.FromSeconds(moment)));
    }

    [Theory]
    [InlineData("""{ "faults": { "reject": { "share": 1, "for": "2s", "every": "2s" } } }""", "faults.reject.every is \"2s\"; it must be longer than for, or the next would begin before the end of the one before.")]
    [InlineData("""{ "faults": { "refuse": { "every": "2s" } } }""", "faults.refuse.every is \"2s\" without for; say how long each lasts, or leave it out.")]
    [InlineData("""{ "faults": { "lose": { "share": 0.6 }, "cut": { "share": 0.5 }, "delay": { "share": 1 } } }""", "faults has shares of 1.1 together for cut, lose; an answer has at most one of them, so they must be at most 1.")]
    [InlineData("""{ "faults": { "lose": { "share": "all" } } }""", "faults.lose.share is \"all\"; it must be a number without quotes.")]
    [InlineData("""{ "faults": { "pause": { "for": "0s" } } }""", "faults.pause.for is \"0s\"; it must be above 0s.")]
    public void ReadGateway_FaultsThatMakeNoSense_AreNamed(string gateway, string problem)
    {
        GatewayReading reading = ScenarioReader.ReadGateway(System.Text.Encoding.UTF8.GetBytes(gateway), "gateway.json");

        Assert.Equal([problem], reading.Problems.Select(found => found.Message));
    }
}
