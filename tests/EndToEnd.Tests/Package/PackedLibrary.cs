using System.IO.Compression;
using System.Xml.Linq;

namespace HotPath.EndToEnd.Tests.Package;

/// <summary>The library's package and its symbols, packed once for all tests as one would for a release.</summary>
public sealed class PackedLibrary : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Holds the two packages and nothing else, so that it serves as a source of packages.</summary>
    public string Feed => _folder.NewPath("feed");

    public string Package => Directory.GetFiles(Feed, "*.nupkg").Single();

    public string Symbols => Directory.GetFiles(Feed, "*.snupkg").Single();

    public async ValueTask InitializeAsync() => await DotnetCommand.RunSuccessfullyAsync(
        SourceFolder.Root, ["pack", Path.Combine("src", "HotPath"), "-c", "Release", "-o", Feed], TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <returns>The names of its files, without those that every package has to describe itself to ZIP readers.</returns>
    public static string[] FilesOf(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        return
        [
            .. archive.Entries.Select(entry => entry.FullName)
                .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")
                .Order(StringComparer.Ordinal),
        ];
    }

    public static byte[] Read(string package, string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        using Stream entry = archive.GetEntry(file)!.Open();
        using MemoryStream content = new();
        entry.CopyTo(content);
        return content.ToArray();
    }

    /// <returns>The <c>metadata</c> of its nuspec.</returns>
    public static XElement Metadata(string package)
    {
        using MemoryStream nuspec = new(Read(package, "HotPath.nuspec"));
        return XElement.Load(nuspec).Elements().Single(element => element.Name.LocalName == "metadata");
    }
}
