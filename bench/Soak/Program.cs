using HotPath.Soak.Commands;

namespace HotPath.Soak;

internal static class Program
{
    private static Task<int> Main(string[] arguments)
    {
        // Read once by the framework when the first socket is used: continuations run on the thread that saw the data, so a token
        // is stamped when it came and not when the thread pool got to it. Nothing on those threads may block.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

        // Read once, too, when the first array is rented: over HTTP/2 each stream holds rented arrays, and what does not fit into the
        // pool (by default 32 arrays of a size for each core) is allocated anew for every request.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_BUFFERS_SHAREDARRAYPOOL_MAXARRAYSPERPARTITION", "4096");
        return SoakCommandLine.InvokeAsync(arguments, Console.Out, Console.Error);
    }
}
