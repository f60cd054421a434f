namespace HotPath.Gate.Github;

/// <summary>How much an <see cref="Annotation"/> weighs.</summary>
internal enum AnnotationKind
{
    /// <summary>Worse than before.</summary>
    Error,

    /// <summary>Not compared, or not for certain.</summary>
    Warning,
}
