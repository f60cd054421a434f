using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace HotPath.Architecture.Tests.Metadata;

/// <summary>Collects the types behind handles and signatures: generic arguments, element types and declaring types with them.</summary>
internal sealed class UsedTypes(MetadataReader metadata) : ISignatureTypeProvider<NamedType, object?>
{
    private readonly HashSet<NamedType> _found = [];

    public IReadOnlyCollection<NamedType> Found => _found;

    public NamedType Add(NamedType type)
    {
        _found.Add(type);
        return type;
    }

    /// <summary>Whatever a table or an IL operand can point at. What a used member's own signature names is that member's business.</summary>
    public void Add(EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return;
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                Add(NamedType.Of(metadata, (TypeDefinitionHandle)handle));
                break;
            case HandleKind.TypeReference:
                Add(NamedType.Of(metadata, (TypeReferenceHandle)handle));
                break;
            case HandleKind.TypeSpecification:
                metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null);
                break;
            case HandleKind.MemberReference:
                Add(metadata.GetMemberReference((MemberReferenceHandle)handle).Parent);
                break;
            case HandleKind.MethodDefinition:
                Add(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                Add(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MethodSpecification:
                MethodSpecification method = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                Add(method.Method);
                method.DecodeSignature(this, null);
                break;
            case HandleKind.StandaloneSignature:
                AddSignature(metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle));
                break;
            default:
                throw new NotSupportedException($"A reference points at a {handle.Kind}, which this reading does not know; teach it.");
        }
    }

    public NamedType GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        Add(NamedType.Of(reader, handle));

    public NamedType GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        Add(NamedType.Of(reader, handle));

    public NamedType GetTypeFromSpecification(MetadataReader reader, object? context, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, context);

    public NamedType GetModifiedType(NamedType modifier, NamedType unmodifiedType, bool isRequired) => unmodifiedType;

    public NamedType GetGenericInstantiation(NamedType genericType, ImmutableArray<NamedType> typeArguments) => genericType;

    public NamedType GetArrayType(NamedType elementType, ArrayShape shape) => elementType;

    public NamedType GetSZArrayType(NamedType elementType) => elementType;

    public NamedType GetByReferenceType(NamedType elementType) => elementType;

    public NamedType GetPointerType(NamedType elementType) => elementType;

    public NamedType GetPinnedType(NamedType elementType) => elementType;

    public NamedType GetFunctionPointerType(MethodSignature<NamedType> signature) => default;

    public NamedType GetGenericMethodParameter(object? context, int index) => default;

    public NamedType GetGenericTypeParameter(object? context, int index) => default;

    public NamedType GetPrimitiveType(PrimitiveTypeCode typeCode) => default;

    private void AddSignature(StandaloneSignature signature)
    {
        if (signature.GetKind() is StandaloneSignatureKind.LocalVariables)
        {
            signature.DecodeLocalSignature(this, null);
        }
        else
        {
            signature.DecodeMethodSignature(this, null);
        }
    }
}
