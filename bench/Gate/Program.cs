namespace HotPath.Gate;

internal static class Program
{
    public static int Main(string[] arguments) => GateCommandLine.Invoke(arguments, Console.Out, Console.Error);
}
