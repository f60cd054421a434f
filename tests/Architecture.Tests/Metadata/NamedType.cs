using System.Reflection.Metadata;

namespace HotPath.Architecture.Tests.Metadata;

/// <summary>A type by its outermost declaring type: what is nested, written or made by the compiler, lives where that one lives.</summary>
internal readonly record struct NamedType(string Namespace, string Name)
{
    /// <summary>Made by the compiler or a source generator under a name no source file can have or should have.</summary>
    public bool IsGenerated =>
        Name.StartsWith('<') || IsWithin("System") || IsWithin("Microsoft");

    public static NamedType Of(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? Of(metadata, outer)
            : new NamedType(metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    public static NamedType Of(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind is HandleKind.TypeReference
            ? Of(metadata, (TypeReferenceHandle)type.ResolutionScope)
            : new NamedType(metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    public bool IsWithin(string namespaceName) =>
        Namespace.StartsWith(namespaceName, StringComparison.Ordinal)
        && (Namespace.Length == namespaceName.Length || Namespace[namespaceName.Length] == '.');

    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}";
}
