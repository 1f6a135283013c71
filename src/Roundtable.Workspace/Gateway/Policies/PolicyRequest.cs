using Roundtable.Models.Providers;
using Roundtable.Workspace.Access;

namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>A request before anybody is asked, as far as policy depends on it.</summary>
public sealed record PolicyRequest
{
    /// <summary>The call's id, random and never used before.</summary>
    public required string Call { get; init; }

    /// <summary>Who asks.</summary>
    public required Caller Caller { get; init; }

    /// <summary>Its key; null where none is needed, or a proxy said who asks.</summary>
    public AccessToken? Token { get; init; }

    /// <summary>Where it would go.</summary>
    public required Connection Connection { get; init; }

    /// <summary>Whether it goes to a panel of this program and not to a provider.</summary>
    public bool IsPanel { get; init; }

    /// <summary>The method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>The path without connection and version as it was sent: <c>/chat/completions</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The uses that a header states, with commas between; null where it was not sent.</summary>
    public string? StatedUses { get; init; }

    /// <summary>The body where it is JSON that is not compressed; null where there is none, or it is something else.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>Whether there is a body that is not read before it is passed on.</summary>
    public bool HasUnreadBody { get; init; }

    /// <summary>Under which name calls are counted and what they make is owned: the key's id, or the user that a proxy names.</summary>
    internal string Key => KeyOf(Token?.Id, Caller.Name);

    /// <summary>Under which name a caller is counted.</summary>
    /// <param name="token">Id of its key; null where it has none.</param>
    /// <param name="caller">Its name.</param>
    internal static string KeyOf(string? token, string caller) => token ?? (caller == Caller.Local.Name ? "" : "user " + caller);

    /// <summary>Whether whoever runs the gateway asks.</summary>
    internal bool IsOperator => Caller.Role == Role.Admin;

    /// <summary>The full name of a model; on a panel's address the name may have it already.</summary>
    internal string FullName(string model) =>
        IsPanel && model.StartsWith(Connection.Name + "/", StringComparison.Ordinal) ? model : $"{Connection.Name}/{model}";
}

/// <summary>Whether a request may be made. Closed: one of the nested kinds and nothing else.</summary>
public abstract record PolicyDecision
{
    private protected PolicyDecision()
    {
    }

    /// <summary>Keeps the hierarchy closed.</summary>
    private protected abstract void Seal();

    /// <summary>It may.</summary>
    /// <param name="Call">What is to be settled when it has ended, whatever came of it.</param>
    /// <param name="Uses">The uses that are stated, by name with commas between; null where none is.</param>
    /// <param name="Conditions">What must be met for these uses to be allowed.</param>
    public sealed record Allowed(AdmittedCall Call, string? Uses, IReadOnlyList<string> Conditions) : PolicyDecision
    {
        /// <summary>
        /// Reserves what a panel can cost, in millionths of a US dollar, before its session begins: why it may not, or null. Null where nothing has to be.
        /// </summary>
        public Func<long, CancellationToken, Task<Refused?>>? ReserveAsync { get; init; }

        private protected override void Seal() { }
    }

    /// <summary>It may not, and nobody is asked.</summary>
    /// <param name="Status">The HTTP status: 400, 401, 402, 403, 404 or 429.</param>
    /// <param name="Code">A short name of the reason in snake_case.</param>
    /// <param name="Message">One sentence that says what is wrong and what to do.</param>
    /// <param name="RetryAfter">How long to wait; null where waiting does not help.</param>
    public sealed record Refused(int Status, string Code, string Message, TimeSpan? RetryAfter = null) : PolicyDecision
    {
        private protected override void Seal() { }
    }
}
