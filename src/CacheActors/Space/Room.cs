namespace CacheActors.Space;

/// <summary>
/// Finds space for what is going to be written: free space first, then what eviction lets go. Who has to wait is served in
/// turn, as soon as space is given back by anybody. Thread-safe.
/// </summary>
internal sealed class Room
{
    private readonly Lock _gate = new();
    private readonly LinkedList<SpaceRequest> _waiting = new();
    private Action? _wanted;
    private bool _closed;
    private volatile bool _anyWaits;

    public Room(SpaceLedger ledger)
    {
        Ledger = ledger;
        ledger.WhenGivenBack(Serve);
    }

    public SpaceLedger Ledger { get; }

    /// <summary>
    /// Completes when the ledger knows what lies on the disk. Until then nothing is written and nothing deleted; reading goes on.
    /// </summary>
    /// <value>Those bytes.</value>
    public Task<long> Counted { get; private set; } = Task.FromResult(0L);

    /// <summary>True while somebody waits.</summary>
    public bool IsWanted => _anyWaits;

    /// <summary>Those who wait, in turn.</summary>
    public IReadOnlyList<SpaceRequest> Waiting
    {
        get
        {
            lock (_gate)
            {
                return [.. _waiting];
            }
        }
    }

    /// <summary>Has what is there already counted before anything else. To be called before the first write.</summary>
    public void CountFirst(Task<long> bytes)
    {
        Counted = CountAsync();

        async Task<long> CountAsync()
        {
            var counted = await bytes;
            Ledger.Count(counted);
            return counted;
        }
    }

    /// <summary>Says who makes room. Until then there is only what is free.</summary>
    /// <param name="wanted">
    /// Is told that somebody began to wait. From then on who waits is served as space is given back, or is refused with
    /// <see cref="Refuse"/>.
    /// </param>
    public void MakeBy(Action wanted) => _wanted = wanted;

    /// <summary>Takes space, waiting for eviction when that is needed.</summary>
    /// <param name="reservation">Gets the space.</param>
    /// <param name="bytes">How much more it needs.</param>
    /// <param name="cancellationToken">Waits no more; nothing is taken.</param>
    /// <param name="isPatient">
    /// False for work that others may be waiting for: it is refused at once when no room can be made.
    /// </param>
    /// <exception cref="CacheFullException">There is no room and none can be made.</exception>
    public async ValueTask GrowAsync(
        SpaceReservation reservation,
        long bytes,
        CancellationToken cancellationToken,
        bool isPatient = true
    )
    {
        await Counted.WaitAsync(cancellationToken);
        // Nobody overtakes those who wait: a large file would never get its room from many small ones.
        if ((!_anyWaits || !isPatient) && reservation.TryGrow(bytes))
        {
            return;
        }
        // What can never fit must not empty the cache first.
        if (_wanted is null || bytes > Ledger.BudgetBytes - reservation.Bytes)
        {
            throw new CacheFullException(reservation.Bytes + bytes, Ledger.BudgetBytes, []);
        }
        var request = new SpaceRequest(bytes, isPatient);
        Enqueue(request);
        try
        {
            await request.GrantedAsync(cancellationToken);
            reservation.Add(bytes);
        }
        finally
        {
            Dequeue(request);
        }
    }

    /// <summary>Ends the waiting of one that no room can be made for.</summary>
    public void Refuse(SpaceRequest request, Exception reason)
    {
        request.Refuse(reason);
        Dequeue(request);
    }

    /// <summary>Nobody makes room any more: who waits is refused, and who would have to.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
        foreach (var request in Waiting)
        {
            Refuse(request, Closed());
        }
    }

    private static ObjectDisposedException Closed() => new(nameof(AudioCache), "The cache is closing.");

    private void Enqueue(SpaceRequest request)
    {
        lock (_gate)
        {
            if (_closed)
            {
                throw Closed();
            }
            // Who must not wait goes first: those who may wait for it.
            var patient = request.IsPatient ? null : _waiting.First;
            while (patient is { Value.IsPatient: false })
            {
                patient = patient.Next;
            }
            _ = patient is null ? _waiting.AddLast(request) : _waiting.AddBefore(patient, request);
            _anyWaits = true;
            // What was given back just before it began to wait is there for it.
            ServeInTurn();
        }
        _wanted!();
    }

    private void Dequeue(SpaceRequest request)
    {
        lock (_gate)
        {
            _waiting.Remove(request);
            _anyWaits = _waiting.Count > 0;
            ServeInTurn();
        }
    }

    private void Serve()
    {
        if (_anyWaits)
        {
            lock (_gate)
            {
                ServeInTurn();
            }
        }
    }

    private void ServeInTurn()
    {
        while (_waiting.First?.Value is { } first)
        {
            var taken = !first.IsOver && Ledger.TryTake(first.Bytes);
            if (!taken && !first.IsOver)
            {
                break;
            }
            _waiting.RemoveFirst();
            if (!first.TryGrant() && taken)
            {
                Ledger.GiveBack(first.Bytes);
            }
        }
        _anyWaits = _waiting.Count > 0;
    }
}
