import time
from tests.factories import whole_house
from tests.support.visits import visits, routes
def test_v(app, standing_as):
    t=time.time()
    standing_as(whole_house.NAME, whole_house.fill)
    print('fill', time.time()-t); t=time.time()
    h=whole_house.standing()
    n=0; seen={}
    for v in visits(app,h):
        n+=1; seen.setdefault(v.endpoint,[]).append(v.person)
    print(n,time.time()-t)
    for k,p in seen.items(): print(k,len(p),set(p))
    print('NOT', [r.endpoint for r in routes(app) if r.endpoint not in seen])
