using Microsoft.Extensions.AI;

namespace Roundtable.Models.Batches;

/// <summary>A chat client that offers its model's batches beside its live calls.</summary>
internal sealed class BatchableChatClient(IChatClient inner, BatchModel batches) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(BatchModel) ? batches : base.GetService(serviceType, serviceKey);
}
