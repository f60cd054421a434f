using HotPath.Soak.Distributed.MessagePack;

namespace HotPath.Soak.Distributed.Messages;

/// <summary>How many users a worker has, as two members of a message's map.</summary>
internal static class LocustUsers
{
    public const int Members = 2;

    public static void Write(MessagePackWriter data, IReadOnlyDictionary<string, int> users)
    {
        data.Text("user_classes_count");
        data.Map(users.Count);
        foreach ((string name, int count) in users)
        {
            data.Member(name, count);
        }

        data.Member("user_count", users.Values.Sum());
    }
}
