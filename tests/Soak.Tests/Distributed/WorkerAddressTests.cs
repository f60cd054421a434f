using HotPath.Soak.Distributed;

namespace HotPath.Soak.Tests.Distributed;

public class WorkerAddressTests
{
    [Theory]
    [InlineData("locust.example.com:6000", "locust.example.com", 6000, "locust.example.com:6000")]
    [InlineData("master", "master", 5557, "master:5557")]
    [InlineData("192.0.2.7", "192.0.2.7", 5557, "192.0.2.7:5557")]
    [InlineData("192.0.2.7:1", "192.0.2.7", 1, "192.0.2.7:1")]
    [InlineData("[2001:db8::7]:65535", "2001:db8::7", 65535, "[2001:db8::7]:65535")]
    [InlineData("[::1]", "::1", 5557, "[::1]:5557")]
    public void TryParse_HostWithOrWithoutPort_IsBoth(string text, string host, int port, string shown)
    {
        Assert.True(WorkerAddress.TryParse(text, out WorkerAddress? address, out string? problem), problem);
        Assert.Equal(new WorkerAddress(host, port), address);
        Assert.Equal(shown, address.ToString());
    }

    [Theory]
    [InlineData("", "'' names no host; HOST:PORT is expected")]
    [InlineData(":5557", "':5557' names no host; HOST:PORT is expected")]
    [InlineData("tcp://master:5557", "'tcp://master:5557' has a scheme; HOST:PORT is expected")]
    [InlineData("::1", "'::1' has more than one colon outside of brackets; HOST:PORT is expected")]
    [InlineData("2001:db8::7:5557", "has more than one colon outside of brackets")]
    [InlineData("[::1]5557", "has more than one colon outside of brackets")]
    [InlineData("[::1", "has more than one colon outside of brackets")]
    [InlineData("[192.0.2.7]:5557", "'[192.0.2.7]:5557' has the host '192.0.2.7'; HOST:PORT is expected")]
    [InlineData("[]:5557", "names no host")]
    [InlineData("two words:5557", "has the host 'two words'")]
    [InlineData("master:", "'master:' has the port ''; 1 to 65535 is expected.")]
    [InlineData("master:0", "'master:0' has the port '0'; 1 to 65535 is expected.")]
    [InlineData("master:65536", "'master:65536' has the port '65536'; 1 to 65535 is expected.")]
    [InlineData("master:99999999999", "has the port '99999999999'")]
    [InlineData("master:-1", "has the port '-1'")]
    [InlineData("master:5557/", "has the port '5557/'")]
    public void TryParse_Anything_IsRefusedWithWhatWasFound(string text, string expected)
    {
        Assert.False(WorkerAddress.TryParse(text, out WorkerAddress? address, out string? problem));
        Assert.Null(address);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }
}
