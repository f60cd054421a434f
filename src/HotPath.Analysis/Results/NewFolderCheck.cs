namespace HotPath.Analysis.Results;

/// <summary>Whether a new result folder can be made at a path.</summary>
internal static class NewFolderCheck
{
    private const string WhatToDo = "Name a folder that is absent or empty.";

    /// <returns>Null when a folder can be made there.</returns>
    public static string? ProblemWith(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0'))
        {
            return $"The result folder's name is blank or holds a NUL character; a path was expected. {WhatToDo}";
        }

        string existing = NearestExisting(path);
        if (File.Exists(existing))
        {
            return $"{existing} is a file; the result folder {path} needs a folder there. {WhatToDo}";
        }

        try
        {
            if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).FirstOrDefault() is { } entry)
            {
                return $"The result folder {path} is not empty (it holds {Path.GetFileName(entry)}); " +
                    $"a run never writes over another. {WhatToDo}";
            }

            Probe(existing);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The result folder {path} cannot be written: {ResultFolderException.Reason(e)}. " +
                $"Permission to create files in {existing} is needed. Grant it, or name another folder.";
        }
    }

    /// <summary>The path itself, or the nearest folder above it that is there.</summary>
    public static string NearestExisting(string path)
    {
        string nearest = Path.GetFullPath(path);
        while (!Path.Exists(nearest) && Path.GetDirectoryName(nearest) is { } parent) nearest = parent;
        return nearest;
    }

    // Permission bits do not tell of read-only mounts, access lists or the superuser: a file that comes and goes does.
    private static void Probe(string folder)
    {
        string path = Path.Combine(folder, $".hotpath-{Guid.NewGuid():N}");
        using FileStream probe = new(
            path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
    }
}
