namespace HotPath.Gate.Github;

/// <summary>What GitHub shows of a run beside the code: an error or a warning with a title.</summary>
internal sealed record Annotation(AnnotationKind Kind, string Title, string Text);
