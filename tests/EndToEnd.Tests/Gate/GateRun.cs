using HotPath.Gate;

namespace HotPath.EndToEnd.Tests.Gate;

/// <summary>One invocation of the gate's command line in this process, and all that it said.</summary>
internal sealed record GateRun(int ExitCode, string Output, string Error)
{
    // CI runs the tests as well, and what they compare is nothing that its page should show.
    static GateRun() => Environment.SetEnvironmentVariable("GITHUB_ACTIONS", null);

    public static GateRun Of(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = GateCommandLine.Invoke(arguments, output, error);
        return new GateRun(exitCode, output.ToString(), error.ToString());
    }
}
