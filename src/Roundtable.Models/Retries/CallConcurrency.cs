using Microsoft.Extensions.AI;

namespace Roundtable.Models.Retries;

/// <summary>How many calls of a connection may wait for their answers at once. A chat client offers it as a service.</summary>
/// <param name="Calls">The most calls.</param>
public sealed record CallConcurrency(int Calls)
{
    /// <summary>That of a chat client; null where it has no limit of its own.</summary>
    public static CallConcurrency? Of(IChatClient client) => client.GetService(typeof(CallConcurrency)) as CallConcurrency;
}
