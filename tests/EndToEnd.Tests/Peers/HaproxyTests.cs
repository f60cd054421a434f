namespace HotPath.EndToEnd.Tests.Peers;

public class HaproxyTests : ProxyTests
{
    private protected override async Task<ProxyProcess> StartAsync(ProxyOptions options, Func<int> choosePort) =>
        await Haproxy.StartAsync(options, noDelay: true, choosePort, NotCancelled);
}
