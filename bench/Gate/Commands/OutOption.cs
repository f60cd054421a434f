using System.CommandLine;

namespace HotPath.Gate.Commands;

/// <summary>Where a comparison is written, for every command that makes one.</summary>
internal static class OutOption
{
    public static Option<string> Build()
    {
        Option<string> option = new("--out")
        {
            Description = "Where the comparison is written; the folder must be absent or empty.",
            HelpName = "DIR",
        };
        option.Validators.Add(result => result.AddErrors(result.Values().Select(Problem).OfType<string>()));
        return option;
    }

    private static string? Problem(string folder)
    {
        if (string.IsNullOrWhiteSpace(folder))
        {
            return "--out is empty; it must be a folder that is absent or empty.";
        }

        if (File.Exists(folder))
        {
            return $"--out is '{folder}', which is a file; it must be a folder that is absent or empty.";
        }

        return Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()
            ? $"--out is '{folder}', which holds files; it must be absent or empty, so that two comparisons never mix."
            : null;
    }
}
