using HotPath.Soak.Machine;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Runs;

public sealed class MachineCheckTests
{
    private static readonly MachineState Machine = new(SocketsFree: 1_000, LocalPorts: 28_232, LoadAverage: 2, Processors: 2);

    [Fact]
    public void Cautions_MachineThatSuffices_AreNone() => Assert.Empty(MachineCheck.Cautions(Open(max: 1_000), Machine));

    [Fact]
    public void Cautions_MachineThatTellsNothing_AreNone() => Assert.Empty(MachineCheck.Cautions(Open(max: 100_000), new MachineState(null, null, null, 2)));

    [Fact]
    public void Cautions_OneConnectionMoreThanSockets_SaysBoth() =>
        Assert.Contains("up to 1,001 connections may be needed and 1,000 can be opened", Assert.Single(MachineCheck.Cautions(Open(max: 1_001), Machine)), StringComparison.Ordinal);

    [Fact]
    public void Cautions_FewUsers_NeedFewConnections() =>
        Assert.Empty(MachineCheck.Cautions(Open(max: 100_000) with { Load = ClosedLoad.Constant(1_000, TimeSpan.FromSeconds(1)) }, Machine));

    [Theory]
    [InlineData(470, false)] // 60 s of it are 28,200 ports
    [InlineData(471, true)]
    public void Cautions_ConnectionEachRequest_CountsPorts(double rate, bool isCaution)
    {
        Scenario scenario = Open(max: 10) with { Load = OpenLoad.Constant(rate, TimeSpan.FromSeconds(1)) };
        scenario = scenario with { Target = scenario.Target with { Connections = scenario.Target.Connections with { Requests = 1 } } };

        Assert.Equal(isCaution, MachineCheck.Cautions(scenario, Machine).Any(caution => caution.Contains("local ports", StringComparison.Ordinal)));
    }

    [Fact]
    public void Cautions_MachineAtWork_SaysSo() =>
        Assert.Contains("load average is 2.1 on 2 processors", Assert.Single(MachineCheck.Cautions(Open(max: 10), Machine with { LoadAverage = 2.1 })), StringComparison.Ordinal);

    [Theory]
    [InlineData("32768\t60999", 28_232L)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("a b", null)]
    public void PortsOf_Line_IsTheirNumber(string? line, long? ports) => Assert.Equal(ports, MachineState.PortsOf(line));

    [Theory]
    [InlineData("0.52 0.58 0.59 1/467 4013", 0.52)]
    [InlineData("", null)]
    public void LoadOf_Line_IsTheLastMinutes(string line, double? load) => Assert.Equal(load, MachineState.LoadOf(line));

    private static Scenario Open(int max) => new()
    {
        Name = "s", Workload = [new RequestGroup { Name = "g" }], Target = new TargetSettings { Connections = new ConnectionSettings { Max = max } },
    };
}
