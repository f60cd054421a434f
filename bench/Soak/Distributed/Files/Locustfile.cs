using System.Globalization;
using System.Text;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Distributed.Files;

/// <summary>What a Locust master is started with: a class of users for the scenario, and what takes in the workers' files.</summary>
internal static class Locustfile
{
    private const string FallbackName = "HotPath";

    /// <summary>What the file or the language means by these is something else.</summary>
    private static readonly string[] Taken = ["User", "MasterRunner", "Folders", "None", "True", "False", "Exception", "RuntimeError", "ValueError"];

    private static readonly EmbeddedFiles Files = new("distributed/");

    /// <param name="source">What names the scenario on a command line.</param>
    public static string Of(Scenario scenario, string source)
    {
        if (!Files.TryRead("locustfile.py", out byte[]? template)) throw new InvalidOperationException("The locustfile is not in this build.");

        return Encoding.UTF8.GetString(template)
            .Replace("@SCENARIO@", Comment(scenario.Name), StringComparison.Ordinal)
            .Replace("@SOURCE@", Comment(source), StringComparison.Ordinal)
            .Replace("@CLASS@", ClassOf(scenario.Name), StringComparison.Ordinal);
    }

    /// <returns>An identifier of Python: <c>support-chat</c> is SupportChat.</returns>
    public static string ClassOf(string scenario)
    {
        StringBuilder name = new();
        bool begins = true;
        foreach (char letter in scenario)
        {
            if (char.IsAsciiLetterOrDigit(letter)) name.Append(begins ? char.ToUpper(letter, CultureInfo.InvariantCulture) : letter);
            begins = !char.IsAsciiLetterOrDigit(letter);
        }

        return name.Length > 0 && char.IsAsciiLetter(name[0]) && !Taken.Contains(name.ToString()) ? name.ToString() : FallbackName + name;
    }

    /// <summary>Within a text of Python that ends with quotes, on one line.</summary>
    private static string Comment(string text) => string.Concat(text.Select(letter => char.IsControl(letter) || letter is '"' or '\\' ? '_' : letter));
}
