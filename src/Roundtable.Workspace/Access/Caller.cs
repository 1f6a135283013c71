namespace Roundtable.Workspace.Access;

/// <summary>Who makes a request.</summary>
/// <param name="Name">The name under which limits are counted.</param>
/// <param name="Role">What it may do.</param>
public sealed record Caller(string Name, Role Role)
{
    /// <summary>Whether it may read what sessions and runs said; whoever may not is given none of their answers again.</summary>
    public bool MayReadSessions => Role >= Role.Reader;

    /// <summary>A caller that was not authenticated.</summary>
    public static Caller Anonymous { get; } = new("", Role.Anonymous);

    /// <summary>Whoever sits at this computer, where nobody else can reach the site.</summary>
    public static Caller Local { get; } = new("this computer", Role.Admin);
}
