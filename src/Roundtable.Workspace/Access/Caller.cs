namespace Roundtable.Workspace.Access;

/// <summary>Who makes a request.</summary>
/// <param name="Name">The name under which limits are counted.</param>
/// <param name="Role">What it may do.</param>
public sealed record Caller(string Name, Role Role)
{
    /// <summary>Somebody who has not said who they are.</summary>
    public static Caller Stranger { get; } = new("", Role.Stranger);

    /// <summary>Whoever sits at this computer, where nobody else can reach the site.</summary>
    public static Caller Local { get; } = new("this computer", Role.Admin);
}
