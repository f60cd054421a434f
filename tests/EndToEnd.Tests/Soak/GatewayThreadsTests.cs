using System.Globalization;

namespace HotPath.EndToEnd.Tests.Soak;

public class GatewayThreadsTests
{
    private const int NiceField = 19; // proc_pid_stat(5) counts from 1
    private const int StateField = 3;

    [Fact]
    public async Task Gateway_AProcessOfItsOwn_HasTheOthersStepBackBehindTheWheel()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the niceness of single threads is Linux' own");
        await using SoakProcess gateway = SoakProcess.Start("gateway", "--listen", "http://127.0.0.1:0");
        Uri address = await gateway.WaitUntilReadyAsync();
        using HttpClient client = new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", "sk-hotpath") } };
        using StringContent chat = new("""{"model":"m","stream":true,"max_tokens":2,"messages":[{"role":"user","content":"x"}]}""");
        HttpResponseMessage answer = await client.PostAsync("/v1/chat/completions", chat, TestContext.Current.CancellationToken); // so the wheel has turned
        Assert.EndsWith("data: [DONE]\n\n", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        int own = NiceOf("/proc/thread-self");
        string[] threads = Directory.GetDirectories($"/proc/{gateway.Id}/task");
        string wheel = Assert.Single(threads, thread => File.ReadAllText(Path.Combine(thread, "comm")) == "token wheel\n");
        string first = Assert.Single(threads, thread => Path.GetFileName(thread) == gateway.Id.ToString(CultureInfo.InvariantCulture));

        Assert.Equal(own, NiceOf(wheel));
        Assert.Equal(Math.Min(own + 5, 19), NiceOf(first));
    }

    /// <param name="thread">Its folder under /proc.</param>
    private static int NiceOf(string thread)
    {
        string stat = File.ReadAllText(Path.Combine(thread, "stat"));
        string behindTheName = stat[(stat.LastIndexOf(')') + 2)..];
        return int.Parse(behindTheName.Split(' ')[NiceField - StateField], CultureInfo.InvariantCulture);
    }
}
