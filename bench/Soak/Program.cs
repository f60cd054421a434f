using HotPath.Soak.Commands;

namespace HotPath.Soak;

internal static class Program
{
    private static Task<int> Main(string[] arguments)
    {
        // Read once by the framework when the first socket is used: continuations run on the thread that saw the data, so a token
        // is stamped when it came and not when the thread pool got to it. Nothing on those threads may block.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        return SoakCommandLine.InvokeAsync(arguments, Console.Out, Console.Error);
    }
}
