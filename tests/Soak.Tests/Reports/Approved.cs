using System.Text;

namespace HotPath.Soak.Tests.Reports;

/// <summary>Texts that a person has read and found good. The tests read them and never write them.</summary>
internal static class Approved
{
    /// <summary>Fails with the whole new text, to be read and then put into the file by hand.</summary>
    public static void Holds(string fileName, string text)
    {
        using Stream? file = typeof(Approved).Assembly.GetManifestResourceStream($"approved/{fileName}");
        if (file is null) Assert.Fail($"There is no approved/{fileName} for this text:\n{text}");

        using StreamReader reader = new(file, Encoding.UTF8);
        string approved = reader.ReadToEnd().ReplaceLineEndings("\n");
        if (approved != text) Assert.Fail($"approved/{fileName} differs from this text:\n{text}");
    }
}
