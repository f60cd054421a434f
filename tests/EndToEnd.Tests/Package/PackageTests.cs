using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace HotPath.EndToEnd.Tests.Package;

public sealed class PackageTests(PackedLibrary packed) : IClassFixture<PackedLibrary>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Package_Files_AreTheLibraryItsDocumentationAndItsPage()
    {
        Assert.Equal(["HotPath.nuspec", "README.md", "lib/net10.0/HotPath.dll", "lib/net10.0/HotPath.xml"], PackedLibrary.FilesOf(packed.Package));
        Assert.Equal(["HotPath.nuspec", "lib/net10.0/HotPath.pdb"], PackedLibrary.FilesOf(packed.Symbols));
    }

    [Fact]
    public void Package_Metadata_NamesLicenceAndPageAndNoDependency()
    {
        XElement metadata = PackedLibrary.Metadata(packed.Package);

        Assert.Equal("HotPath", Value("id"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.NotEmpty(Value("description"));
        Assert.DoesNotContain(metadata.Descendants(), element => element.Name.LocalName == "dependency");

        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
    }

    [Fact]
    public void Package_Documentation_SpeaksOfThePublicTypes()
    {
        using MemoryStream file = new(PackedLibrary.Read(packed.Package, "lib/net10.0/HotPath.xml"));
        HashSet<string> documented = [.. XElement.Load(file).Descendants("member").Select(member => member.Attribute("name")!.Value)];

        Assert.Empty(typeof(HotPath.Sse.SseParser).Assembly.GetExportedTypes()
            .Select(type => $"T:{type.FullName!.Replace('+', '.')}")
            .Except(documented));
    }

    [Fact]
    public void Package_Symbols_BelongToTheLibraryAndNameNoPathOfTheMachine()
    {
        using PEReader library = new(new MemoryStream(PackedLibrary.Read(packed.Package, "lib/net10.0/HotPath.dll")));
        using MetadataReaderProvider symbols = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(PackedLibrary.Read(packed.Symbols, "lib/net10.0/HotPath.pdb")));
        MetadataReader reader = symbols.GetMetadataReader();

        DebugDirectoryEntry entry = library.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView);
        Assert.Equal(new BlobContentId(reader.DebugMetadataHeader!.Id).Guid, library.ReadCodeViewDebugDirectoryData(entry).Guid);
        Assert.Contains(library.ReadDebugDirectory(), found => found.Type == DebugDirectoryEntryType.Reproducible);
        string[] sources = [.. reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name))];
        Assert.Contains("/_/src/HotPath/Sse/SseParser.cs", sources);
        Assert.DoesNotContain(sources, source => !source.StartsWith("/_/", StringComparison.Ordinal));
    }

    /// <summary>A stranger's project: nothing but the package, and the first program of the page that came with it.</summary>
    [Fact]
    public async Task Package_InAProjectOfAnother_RestoresWithoutANetworkAndRunsTheExample()
    {
        string version = PackedLibrary.Metadata(packed.Package).Elements().Single(element => element.Name.LocalName == "version").Value;
        string page = Encoding.UTF8.GetString(PackedLibrary.Read(packed.Package, "README.md")).ReplaceLineEndings("\n");
        _folder.AddFile("Program.cs", page.Split("```csharp\n")[1].Split("```")[0]);
        _folder.AddFile("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{packed.Feed}" /></packageSources>
            </configuration>
            """);
        _folder.AddFile("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <RestorePackagesPath>packages</RestorePackagesPath><!-- whatever NUGET_PACKAGES says: the package of an earlier run must not be found -->
              </PropertyGroup>
              <ItemGroup><PackageReference Include="HotPath" Version="{version}" /></ItemGroup>
            </Project>
            """);

        string output = await DotnetCommand.RunSuccessfullyAsync(_folder.FullName, ["run", "--project", "Consumer.csproj"], TestContext.Current.CancellationToken);

        Assert.Equal("Hello, world (Stopped)", output.Trim());
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "packages", "hotpath", version, "lib", "net10.0", "HotPath.dll")));
    }
}
