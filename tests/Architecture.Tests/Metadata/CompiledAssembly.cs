using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace HotPath.Architecture.Tests.Metadata;

/// <summary>
/// What a compiled assembly refers to. Constants and <c>nameof</c> leave no trace in it, so they are not seen.
/// </summary>
internal sealed record CompiledAssembly(string Name, IReadOnlyList<string> References, IReadOnlyList<TypeUses> Types)
{
    /// <param name="fileName">A file beside the tests, where the build puts every referenced project.</param>
    public static CompiledAssembly ReadBesideTests(string fileName) => Read(Path.Combine(AppContext.BaseDirectory, fileName));

    public static CompiledAssembly Read(string path)
    {
        using PEReader file = new(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        Dictionary<NamedType, UsedTypes> usedByType = [];
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            NamedType owner = NamedType.Of(metadata, handle);
            if (!usedByType.TryGetValue(owner, out UsedTypes? used))
            {
                used = new UsedTypes(metadata);
                usedByType.Add(owner, used);
            }

            new TypeReading(file, metadata, used).Read(handle);
        }

        return new CompiledAssembly(
            metadata.GetString(metadata.GetAssemblyDefinition().Name),
            [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))],
            [.. usedByType.Select(pair => new TypeUses(pair.Key, pair.Value.Found))]);
    }
}
