using System.Reflection;
using HotPath.Micro.Suite;

namespace HotPath.EndToEnd.Tests.Micro;

/// <summary>One invocation of the suite's command line in this process, and all that it said.</summary>
internal sealed record MicroRun(int ExitCode, string Output, string Error)
{
    private static readonly Assembly Suite = typeof(SuiteCommandLine).Assembly;

    /// <summary>The suite as it is.</summary>
    public static MicroRun Of(params string[] arguments) => Of(Suite, arguments);

    /// <summary>The sample classes beside this one, each benchmark once and in this process, with all files in a folder.</summary>
    public static MicroRun OfSamples(TemporaryFolder folder, params string[] arguments) =>
        Of(typeof(MicroRun).Assembly, [.. arguments, "--job", "dry", "--inProcess", "--artifacts", folder.NewPath("artifacts")]);

    private static MicroRun Of(Assembly suite, string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = SuiteCommandLine.Invoke(suite, arguments, output, error);
        return new MicroRun(exitCode, output.ToString(), error.ToString());
    }
}
