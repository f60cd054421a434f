using HotPath.Soak.Distributed;

namespace HotPath.Soak.Tests.Distributed;

public sealed class WorkerNameTests
{
    [Theory]
    [InlineData("load-1.example.com", "load-1.example.com_")]
    [InlineData("my_host", "my-host_")] // a master groups workers by what stands before the first underscore
    [InlineData("../x", "worker..-x_")]
    [InlineData("", "worker_")]
    public void Of_AnyMachine_IsItsNameAndTheNumberOfTheProcess(string machine, string expected) =>
        Assert.Equal(expected + "00000000000000000000000000000001", WorkerName.Of(machine, new Guid("00000000-0000-0000-0000-000000000001")));

    [Fact]
    public void New_Twice_AreTwo() => Assert.NotEqual(WorkerName.New(), WorkerName.New());
}
