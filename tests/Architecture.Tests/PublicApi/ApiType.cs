using System.Reflection;
using System.Runtime.CompilerServices;

namespace HotPath.Architecture.Tests.PublicApi;

/// <summary>The head of a type, and how types are called where others use them.</summary>
internal static class ApiType
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Declaration(Type type)
    {
        string bases = string.Join(", ", Bases(type));
        return $"{Attributes(type)}public {Kind(type)} {type.Namespace}.{Name(type)}{(bases.Length > 0 ? $" : {bases}" : "")}{Constraints(type.GetGenericArguments())}";
    }

    /// <summary>Attributes that change what a user may do, or is told.</summary>
    public static string Attributes(MemberInfo member) => string.Concat(member.CustomAttributes
        .Where(attribute => attribute.AttributeType.Name is "FlagsAttribute" or "ObsoleteAttribute" or "ExperimentalAttribute" or "UnscopedRefAttribute")
        .Where(attribute => !attribute.ConstructorArguments.Any(IsCompilersOwn))
        .Select(attribute => attribute.ConstructorArguments.Count > 0
            ? $"[{NameOf(attribute)}({string.Join(", ", attribute.ConstructorArguments)})] "
            : $"[{NameOf(attribute)}] "));

    /// <summary>Without its namespace; of a nested type with the types around it.</summary>
    /// <param name="nullability">Of the use; null where the compiler keeps none.</param>
    public static string Name(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef) return Name(type.GetElementType()!, nullability);

        string mark = nullability is { ReadState: NullabilityState.Nullable } && !type.IsValueType ? "?" : "";
        if (type.IsArray) return $"{Name(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        if (type.IsPointer) return $"{Name(type.GetElementType()!)}*";
        if (type.IsGenericParameter) return type.Name + mark;
        if (Nullable.GetUnderlyingType(type) is { } underlying) return $"{Name(underlying)}?";
        if (Keywords.TryGetValue(type, out string? keyword)) return keyword + mark;

        string own = type.Name.Split('`')[0];
        Type[] arguments = type.GetGenericArguments();
        if (arguments.Length > 0)
        {
            own += $"<{string.Join(", ", arguments.Select((argument, i) => Name(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(i))))}>";
        }

        return (type.DeclaringType is { } outer ? $"{Name(outer)}.{own}" : own) + mark;
    }

    public static string Constraints(Type[] parameters) => string.Concat(parameters
        .Where(parameter => parameter.IsGenericParameter)
        .Select(parameter => (parameter.Name, Constraints: string.Join(", ", ConstraintsOf(parameter))))
        .Where(parameter => parameter.Constraints.Length > 0)
        .Select(parameter => $" where {parameter.Name} : {parameter.Constraints}"));

    public static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null
        || (type.IsValueType && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is { } print && print.IsDefined(typeof(CompilerGeneratedAttribute)));

    private static string NameOf(CustomAttributeData attribute) => attribute.AttributeType.Name[..^"Attribute".Length];

    // Compilers that do not know ref structs or required members are kept off them by an ObsoleteAttribute.
    private static bool IsCompilersOwn(CustomAttributeTypedArgument argument) => argument.Value is string text
        && (text.StartsWith("Types with embedded references", StringComparison.Ordinal) || text.StartsWith("Constructors of types with required members", StringComparison.Ordinal));

    private static string Kind(Type type)
    {
        if (type.IsEnum) return "enum";
        if (type.IsInterface) return "interface";
        if (type.BaseType == typeof(MulticastDelegate)) return "delegate";

        string record = IsRecord(type) ? "record " : "";
        if (type.IsValueType)
        {
            string @readonly = type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "";
            return $"{@readonly}{(type.IsByRefLike ? "ref " : "")}{record}struct";
        }

        string modifier = (type.IsAbstract, type.IsSealed) switch { (true, true) => "static ", (true, false) => "abstract ", (false, true) => "sealed ", _ => "" };
        return $"{modifier}{record}class";
    }

    private static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum)
        {
            if (Enum.GetUnderlyingType(type) != typeof(int)) yield return Name(Enum.GetUnderlyingType(type));
            yield break;
        }

        if (type.BaseType is { } @base && @base != typeof(object) && @base != typeof(ValueType)) yield return Name(@base);

        IEnumerable<Type> inherited = type.GetInterfaces().SelectMany(i => i.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []);
        foreach (string name in type.GetInterfaces().Except(inherited)
            .Where(i => !(IsRecord(type) && i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEquatable<>)))
            .Select(i => Name(i)).Order(StringComparer.Ordinal))
        {
            yield return name;
        }
    }

    private static IEnumerable<string> ConstraintsOf(Type parameter)
    {
        GenericParameterAttributes attributes = parameter.GenericParameterAttributes;
        bool isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) yield return "class";
        if (isStruct) yield return parameter.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "IsUnmanagedAttribute") ? "unmanaged" : "struct";
        foreach (Type constraint in parameter.GetGenericParameterConstraints().Where(constraint => constraint != typeof(ValueType))) yield return Name(constraint);
        if (!isStruct && attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)) yield return "new()";
        if (attributes.HasFlag(GenericParameterAttributes.AllowByRefLike)) yield return "allows ref struct";
    }
}
