using HotPath.Architecture.Tests.Metadata;

namespace HotPath.Architecture.Tests.Floors;

/// <summary>Which room may name which: down always, along a floor only through a doorway, up never, and nowhere through a refusal.</summary>
internal sealed record FloorPlan(string Root, IReadOnlyList<Room> Rooms, IReadOnlyList<Doorway> Doorways, IReadOnlyList<Refusal> Refusals)
{
    private const string EntryPoint = "Program";

    /// <returns>Every broken rule as a sentence that names both types; empty when the house stands.</returns>
    public IReadOnlyList<string> Check(IEnumerable<TypeUses> types)
    {
        List<string> findings = [];
        foreach (TypeUses uses in types.Where(t => !t.Type.IsGenerated).OrderBy(t => t.Type.ToString(), StringComparer.Ordinal))
        {
            Room? room = Find(RoomNameOf(uses.Type));
            if (room is null)
            {
                findings.Add($"{uses.Type} is in no room of the plan; give its namespace a floor in the table of rooms, or move it to a room.");
                continue;
            }

            foreach (NamedType used in uses.Used.OrderBy(t => t.ToString(), StringComparer.Ordinal))
            {
                if (ReasonAgainst(room, used) is { } reason)
                {
                    findings.Add($"{uses.Type} names {used}: {reason}");
                }
            }
        }

        return findings;
    }

    private string? ReasonAgainst(Room from, NamedType used)
    {
        if (Refusals.FirstOrDefault(r => r.Room == from.Name && used.IsWithin(r.Namespace)) is { } refusal)
        {
            return $"{from.Name} may not name {refusal.Namespace}; {refusal.Why}.";
        }

        // A room missing from the table is found as the room of its own types.
        if (Find(RoomNameOf(used)) is not { } to || to == from || to.Floor < from.Floor)
        {
            return null;
        }

        if (to.Floor > from.Floor)
        {
            return $"{from.Name} is on floor {from.Floor} and {to.Name} on floor {to.Floor}; arrows point down only.";
        }

        return Doorways.Contains(new Doorway(from.Name, to.Name))
            ? null
            : $"both are on floor {from.Floor}, and there is no doorway {from.Name} -> {to.Name}.";
    }

    private Room? Find(string? name) => Rooms.FirstOrDefault(room => room.Name == name);

    private string? RoomNameOf(NamedType type)
    {
        if (type.Namespace.Length == 0 || type.Namespace == Root)
        {
            return type.Name == EntryPoint ? EntryPoint : null;
        }

        return type.IsWithin(Root) ? type.Namespace[(Root.Length + 1)..].Split('.')[0] : null;
    }
}
