using Akka.Actor;
using Akka.Persistence;
using Shouldly;
using Xunit;

namespace ActorRuntime.TestKit.Tests;

/// <summary>A scenario as a host writes it for an actor of its own: commands in, events kept, a supplier played by a probe.</summary>
public class PersistentActorScenarioTests : ActorTest
{
    [Fact]
    public void A_basket_survives_its_actor_and_orders_from_the_supplier_what_was_put_into_it()
    {
        var supplier = CreateTestProbe("supplier");
        var basket = Watch(ActorOf(() => new Basket("basket-1", supplier.Ref), "basket"));

        basket.Tell(new Put("tea", 2));
        ExpectMsg(new Added("tea", 2));
        basket.Tell(new Put("nuts", 1));
        ExpectMsg(new Added("nuts", 1));
        basket.Tell(new Put("air", 0));
        ExpectMsg<Refused>(refused => refused.Why.ShouldContain("air"));

        basket.Tell(PoisonPill.Instance);
        ExpectTerminated(basket);
        basket = ActorOf(() => new Basket("basket-1", supplier.Ref), "basket");

        basket.Tell(CheckOut.Instance);
        var order = supplier.ExpectMsg<Order>();
        order.Goods.ShouldBe(["2 tea", "1 nuts"]);
        supplier.Reply(new Delivered());
        ExpectMsg<Done>();
        supplier.ExpectNoMsg(Soon);
    }

    [Fact]
    public void A_basket_whose_supplier_fails_is_restarted_with_all_it_had()
    {
        var supplier = CreateTestProbe();
        var basket = ActorOf(() => new Basket("basket-2", supplier.Ref));
        basket.Tell(new Put("tea", 2));
        ExpectMsg<Added>();

        EventFilter
            .Exception<TimeoutException>("no lorry")
            .ExpectOne(() =>
            {
                basket.Tell(CheckOut.Instance);
                supplier.ExpectMsg<Order>();
                supplier.Reply(new Status.Failure(new TimeoutException("no lorry")));
            });

        basket.Tell(CheckOut.Instance);
        supplier.ExpectMsg<Order>().Goods.ShouldBe(["2 tea"]);
    }

    private sealed record Put(string Good, int Count);

    private sealed record Added(string Good, int Count);

    private sealed record Refused(string Why);

    private sealed record CheckOut
    {
        public static readonly CheckOut Instance = new();
    }

    private sealed record Order(IReadOnlyList<string> Goods);

    private sealed record Delivered;

    private sealed record Done;

    private sealed class Basket : ReceivePersistentActor
    {
        private readonly List<string> _goods = [];
        private IActorRef _customer = ActorRefs.Nobody;

        public Basket(string id, IActorRef supplier)
        {
            PersistenceId = id;
            Recover<Added>(Add);
            Command<Put>(
                put => put.Count > 0,
                put =>
                    Persist(
                        new Added(put.Good, put.Count),
                        added =>
                        {
                            Add(added);
                            Sender.Tell(added);
                        }
                    )
            );
            Command<Put>(put => Sender.Tell(new Refused($"{put.Count} {put.Good} is nothing")));
            Command<CheckOut>(_ =>
            {
                _customer = Sender;
                supplier.Tell(new Order([.. _goods]));
            });
            Command<Delivered>(_ => _customer.Tell(new Done()));
            Command<Status.Failure>(failure => throw failure.Cause);
        }

        public override string PersistenceId { get; }

        private void Add(Added added) => _goods.Add($"{added.Count} {added.Good}");
    }
}
