namespace HotPath.Architecture.Tests.Metadata;

/// <summary>One outermost type and every type that it, its members, their bodies and its nested types name.</summary>
internal sealed record TypeUses(NamedType Type, IReadOnlyCollection<NamedType> Used);
