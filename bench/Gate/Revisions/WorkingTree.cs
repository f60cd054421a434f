using System.Security.Cryptography;
using System.Text;

namespace HotPath.Gate.Revisions;

/// <summary>
/// What lies in a repository uncommitted: tracked files that were changed or deleted, and new ones that git does not ignore. It is read, never written;
/// a comparison builds a copy of it.
/// </summary>
internal sealed class WorkingTree
{
    public const string Name = "working tree";

    private readonly string _root;
    private readonly IReadOnlyList<string> _paths;

    private WorkingTree(string root, IReadOnlyList<string> paths)
    {
        _root = root;
        _paths = paths;
    }

    public static async Task<WorkingTree> ReadAsync(Git git, CancellationToken cancellationToken)
    {
        string status = await git.AskAsync(cancellationToken, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames").ConfigureAwait(false);
        return new WorkingTree(git.Folder, PathsIn(status));
    }

    /// <param name="status">Entries of two letters, a blank and a path, each ended by a NUL.</param>
    public static IReadOnlyList<string> PathsIn(string status)
    {
        const int beforePath = 3;
        return [.. status.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(entry => entry.Length > beforePath).Select(entry => entry[beforePath..])];
    }

    /// <returns>The same for the same changes; null without any.</returns>
    public string? Digest()
    {
        if (_paths.Count == 0) return null;

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string path in _paths.Order(StringComparer.Ordinal))
        {
            string file = Path.Combine(_root, path);
            byte[] content = File.Exists(file) ? File.ReadAllBytes(file) : [];
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\0{(File.Exists(file) ? content.Length : -1)}\0"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>Makes a tree of the commit below it the same.</summary>
    public void CopyOnto(string folder)
    {
        foreach (string path in _paths)
        {
            string from = Path.Combine(_root, path);
            string to = Path.Combine(folder, path);
            if (File.Exists(from))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(from, to, overwrite: true);
            }
            else if (File.Exists(to))
            {
                File.Delete(to);
            }
        }
    }
}
