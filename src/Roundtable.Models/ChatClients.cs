using Microsoft.Extensions.AI;
using Roundtable.Models.Anthropic;
using Roundtable.Models.Batches;
using Roundtable.Models.Calls;
using Roundtable.Models.Http;
using Roundtable.Models.OpenAI;
using Roundtable.Models.Providers;
using Roundtable.Models.Retries;

namespace Roundtable.Models;

/// <summary>Makes the chat client that reaches a model.</summary>
public static class ChatClients
{
    /// <summary>A client that retries, adapts to what its server accepts, and leaves each answer's raw bytes with it.</summary>
    /// <param name="connection">How the model is reached.</param>
    /// <param name="model">The model as the provider calls it.</param>
    /// <param name="key">The key, or null where none is needed.</param>
    /// <param name="outgoing">How calls leave this computer.</param>
    /// <param name="time">The clock for waits between tries.</param>
    public static IChatClient Create(Connection connection, string model, Secret? key, OutgoingSettings outgoing, TimeProvider time)
    {
        var http = OutgoingHttp.Client(outgoing);
        var endpoint = new Endpoint(connection, model, key, time);
        WireChatClient wire = connection.Kind == ApiKind.Anthropic ? new AnthropicChatClient(endpoint, http) : new OpenAIChatClient(endpoint, http);
        var adapting = new AdaptingChatClient(wire);
        var live = new RetryingChatClient(new LimitedChatClient(adapting, connection), time);
        return connection.HasBatches ? new BatchableChatClient(live, new BatchModel(endpoint, http, adapting, wire, time)) : live;
    }
}
