using System.Reflection.Metadata;

namespace HotPath.Architecture.Tests.Metadata;

/// <summary>Reads attributes: their own types, and the types that their arguments name by <c>typeof</c> or by an enum's value.</summary>
internal sealed class AttributeReading(MetadataReader metadata, UsedTypes used) : ICustomAttributeTypeProvider<TypeName>
{
    private static readonly TypeName SystemType = TypeName.Parse(typeof(Type).FullName);

    public void Read(CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttribute attribute in attributes.Select(metadata.GetCustomAttribute))
        {
            used.Add(attribute.Constructor);
            CustomAttributeValue<TypeName> value = attribute.DecodeValue(this);
            foreach (object? argument in value.FixedArguments.Select(a => a.Value).Concat(value.NamedArguments.Select(a => a.Value)))
            {
                AddNamedTypes(argument);
            }
        }
    }

    public TypeName GetSystemType() => SystemType;

    public bool IsSystemType(TypeName type) => type.FullName == SystemType.FullName;

    public TypeName GetTypeFromSerializedName(string name) => TypeName.Parse(name);

    public TypeName GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        used.Add(handle);
        TypeDefinition type = reader.GetTypeDefinition(handle);
        string name = reader.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? TypeName.Parse($"{GetTypeFromDefinition(reader, outer, rawTypeKind).FullName}+{name}")
            : TypeName.Parse(Qualified(reader.GetString(type.Namespace), name));
    }

    public TypeName GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        used.Add(handle);
        TypeReference type = reader.GetTypeReference(handle);
        string name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind switch
        {
            HandleKind.TypeReference =>
                TypeName.Parse($"{GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, rawTypeKind).FullName}+{name}"),
            HandleKind.AssemblyReference => TypeName.Parse(
                $"{Qualified(reader.GetString(type.Namespace), name)}, {reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)}"),
            _ => TypeName.Parse(Qualified(reader.GetString(type.Namespace), name)),
        };
    }

    public TypeName GetPrimitiveType(PrimitiveTypeCode typeCode) => TypeName.Parse($"System.{typeCode}");

    public TypeName GetSZArrayType(TypeName elementType) => elementType.MakeSZArrayTypeName();

    public PrimitiveTypeCode GetUnderlyingEnumType(TypeName type)
    {
        string assembly = type.AssemblyName?.FullName ?? metadata.GetString(metadata.GetAssemblyDefinition().Name);
        Type loaded = Type.GetType($"{type.FullName}, {assembly}", throwOnError: true)!;
        return Enum.Parse<PrimitiveTypeCode>(Enum.GetUnderlyingType(loaded).Name);
    }

    private static string Qualified(string namespaceName, string name) => namespaceName.Length == 0 ? name : $"{namespaceName}.{name}";

    private void AddNamedTypes(object? argument)
    {
        if (argument is TypeName type)
        {
            Add(type);
        }
        else if (argument is IEnumerable<CustomAttributeTypedArgument<TypeName>> elements)
        {
            foreach (CustomAttributeTypedArgument<TypeName> element in elements)
            {
                AddNamedTypes(element.Value);
            }
        }
    }

    private void Add(TypeName type)
    {
        if (type.IsConstructedGenericType)
        {
            Add(type.GetGenericTypeDefinition());
            foreach (TypeName argument in type.GetGenericArguments())
            {
                Add(argument);
            }
        }
        else if (type.IsArray || type.IsByRef || type.IsPointer)
        {
            Add(type.GetElementType());
        }
        else if (type.IsNested)
        {
            Add(type.DeclaringType);
        }
        else
        {
            used.Add(new NamedType(type.Namespace, type.Name));
        }
    }
}
